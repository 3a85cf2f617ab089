//! A time zone as people name it and a local moment in, the offset from UTC on that day out.
//!
//! "ET" is five hours behind UTC in winter and four in summer: the day decides. The TIMEX3 value keeps the local time
//! as the text says it; the offset goes beside it.

use chrono::{NaiveDateTime, Offset, TimeZone};

use crate::pack::ZoneName;

/// Minutes east of UTC at that local moment; none for "local time" and for names the time zone database does not have.
/// In the hour that comes twice when summer time ends, the first one counts.
pub(super) fn offset(zone: &ZoneName, local: NaiveDateTime) -> Option<i32> {
    if let Some(fixed) = fixed(&zone.zone) {
        return Some(fixed);
    }
    let tz: chrono_tz::Tz = zone.zone.parse().ok()?;
    let seconds = tz.offset_from_local_datetime(&local).earliest()?.fix().local_minus_utc();
    Some(seconds / 60)
}

/// "+05:30", "-04:00"
fn fixed(written: &str) -> Option<i32> {
    let (sign, rest) = match written.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    Some(sign * (hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn at(zone: &str, month: u32) -> Option<i32> {
        let zone = ZoneName { name: String::new(), zone: zone.into() };
        offset(&zone, NaiveDate::from_ymd_opt(2016, month, 15)?.and_hms_opt(12, 0, 0)?)
    }

    #[test]
    fn summer_time_depends_on_the_day() {
        assert_eq!(at("America/New_York", 1), Some(-300));
        assert_eq!(at("America/New_York", 7), Some(-240));
        assert_eq!(at("Asia/Kolkata", 7), Some(330));
        assert_eq!(at("+05:45", 7), Some(345));
        assert_eq!(at("local", 7), None);
    }
}
