//! Prints when each page or text was published and how that is known: file, date, method, confidence, the other
//! candidates. `cargo run --example pubdate -- FILE...`

use annals::article::{self, ArticleOptions};
use annals::input::{self, Format, Input};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    for input in input::discover(&arguments) {
        let Ok(Input::File(path)) = input else {
            eprintln!("{}", input.map_or_else(|error| error.to_string(), |_| "name files".into()));
            continue;
        };
        let documents = input::open(&path, Format::Auto).into_iter().flatten();
        for source in documents {
            match source.and_then(|source| article::read(&source, &ArticleOptions::default())) {
                Ok(article) => println!("{}", line(&article)),
                Err(error) => eprintln!("{error}"),
            }
        }
    }
}

fn line(article: &article::Article) -> String {
    let say = |c: &article::Candidate| format!("{} {} {:.2}", c.stamp.date, c.method, c.confidence);
    let published = article.published.as_ref().map_or_else(|| "none".to_owned(), say);
    let others: Vec<String> = article.candidates.iter().map(say).collect();
    format!("{}\t{published}\t{}", article.source, others.join(", "))
}
