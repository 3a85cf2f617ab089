"""Drives headless Chromium through the pages of `annals extract --format html`: chooses by mouse and keyboard, filters, searches,
checks highlights, contrast and the console, and takes screenshots. Usage: drive.py FOLDER-WITH-PAGES. Standard library only."""
import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

PORT = 9515 + (hash(sys.argv[1]) % 50)
FOLDER = pathlib.Path(sys.argv[1]).resolve()
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--window-size=1280,900", "--user-data-dir=" + tempfile.mkdtemp()]


class Browser:
    def __init__(self):
        self.driver = subprocess.Popen(["chromedriver", f"--port={PORT}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                self.call("GET", "/status")
                break
            except OSError:
                time.sleep(0.1)
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"binary": "/usr/bin/chromium", "args": FLAGS},
                                                   "goog:loggingPrefs": {"browser": "ALL"}}}}
        self.base = "/session/" + self.call("POST", "/session", wanted)["sessionId"]

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", data=data, method=method, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as reply:
            return json.load(reply)["value"]

    def open(self, name):
        self.call("POST", self.base + "/url", {"url": (FOLDER / name).as_uri()})

    def js(self, script, *args):
        return self.call("POST", self.base + "/execute/sync", {"script": script, "args": list(args)})

    def cdp(self, command, **params):
        return self.call("POST", self.base + "/goog/cdp/execute", {"cmd": command, "params": params})

    def keys(self, text):
        keys = [{"type": t, "value": c} for c in text for t in ("keyDown", "keyUp")]
        self.call("POST", self.base + "/actions", {"actions": [{"type": "key", "id": "k", "actions": keys}]})

    def click(self, selector):
        # A smooth scroll under way puts something else under the pointer for a moment: wait until it has come to rest.
        for left in range(8, -1, -1):
            self.js("document.querySelector(arguments[0]).scrollIntoView({block: 'center', behavior: 'instant'})", selector)
            time.sleep(0.3)
            element = self.call("POST", self.base + "/element", {"using": "css selector", "value": selector})
            try:
                self.call("POST", f"{self.base}/element/{next(iter(element.values()))}/click", {})
                return
            except urllib.error.HTTPError:
                if not left:
                    raise

    def console(self):
        return [e for e in self.call("POST", self.base + "/se/log", {"type": "browser"}) if e["level"] == "SEVERE"]

    def shot(self, name):
        (FOLDER / name).write_bytes(base64.b64decode(self.call("GET", self.base + "/screenshot")))

    def close(self):
        try:
            self.call("DELETE", self.base)
        finally:
            self.driver.terminate()


def check(truth, what):
    print(("ok    " if truth else "WRONG ") + what)
    if not truth:
        check.failed += 1


check.failed = 0
CONTRAST = """
const lum = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
const rgb = (s) => (s.match(/[\\d.]+/g) || []).map(Number);
const back = (n) => { for (; n; n = n.parentElement) { const c = rgb(getComputedStyle(n).backgroundColor); if (c.length === 3 || c[3] > 0) return c; } return [255, 255, 255]; };
let worst = [99, ''];
for (const n of document.querySelectorAll('h1,h2,h3,p,li,dt,dd,label,legend,summary,button,.what,.when,.label,mark,.s,#count,a')) {
  if (!n.textContent.trim() || !n.getClientRects().length || n.className === 'skip') continue;
  const a = lum(rgb(getComputedStyle(n).color).slice(0, 3)), b = lum(back(n).slice(0, 3));
  const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  if (ratio < worst[0]) worst = [ratio, n.tagName + '.' + n.className + ' ' + n.textContent.slice(0, 30)];
}
return worst;
"""


def main(b):
    b.open("harbour.html")
    total = b.js("return document.querySelectorAll('.entry').length")
    check(total > 5, f"the page lists its entries ({total})")
    check(b.js("return document.querySelectorAll('#axis .hit').length") > 3, "the axis has marks")
    b.click(".entry .pick")
    check(b.js("return document.querySelectorAll('.text .s.chosen').length") >= 1, "choosing an entry highlights its sentence")
    check(b.js("return document.querySelector('.entry.chosen .pick').getAttribute('aria-current')") == "true", "and tells assistive technology")
    check("dated by" in b.js("return document.querySelector('.entry.chosen .details').textContent"), "and says what its date rests on")
    b.js("document.querySelectorAll('.text .s')[1].scrollIntoView()")
    name = b.js("return document.querySelectorAll('.text .s')[1].dataset.s")
    b.js("document.querySelectorAll('.text .s')[1].click()")
    check(b.js("return [...document.querySelectorAll('.text .s.chosen')].some((n) => n.dataset.s === arguments[0])", name), "choosing a sentence chooses its entry")
    b.js("document.querySelectorAll('.chosen').forEach((n) => n.classList.remove('chosen')); document.activeElement.blur()")
    before = b.js("return (document.querySelector('.entry.chosen') || {dataset: {}}).dataset.e || null")
    b.keys("j")
    after = b.js("return document.querySelector('.entry.chosen').dataset.e")
    check(after and after != before, "j goes to the next entry")
    check(b.js("return document.activeElement.classList.contains('pick')"), "and takes the focus along")
    b.keys("k")
    check(b.js("return document.querySelector('.entry.chosen').dataset.e") != after, "k goes back")
    b.keys("/")
    check(b.js("return document.activeElement.name") == "search", "/ goes to the search")
    b.keys("zeppelin")
    check(not b.js("return document.getElementById('none').hidden"), "a search that finds nothing says so")
    b.js("document.getElementById('controls').elements.search.value = ''")
    b.keys("dredger")
    shown = b.js("return [...document.querySelectorAll('.entry')].filter((n) => !n.hidden).length")
    check(0 < shown < total, f"searching leaves the entries with the word ({shown})")
    check(b.js("return document.getElementById('count').textContent").startswith(f"{shown} of {total}"), "and counts them")
    b.js("const f = document.getElementById('controls'); f.elements.search.value = ''; f.dispatchEvent(new Event('input', {bubbles: true}))")
    b.click("input[name=kind][value=photo]")
    check(b.js("return [...document.querySelectorAll('.entry.photo')].every((n) => n.hidden)"), "a kind can be filtered away")
    b.click("input[name=kind][value=photo]")
    b.js("document.querySelector('.x').scrollIntoView({block: 'center'})")
    time.sleep(0.7)  # scrolling lets go of the explanation
    b.js("document.querySelector('.x').dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))")
    check("value" in b.js("const t = document.getElementById('tip'); return t.hidden ? '' : t.textContent"), "hovering an expression explains it")
    b.js("document.querySelectorAll('.x')[5].focus()")
    time.sleep(0.7)
    told = b.js("const t = document.getElementById('tip'); return t.hidden ? '' : t.textContent")
    check(all(word in told for word in ("value", "bounds", "because", "sure")), f"an expression with the focus is explained ({told})")
    b.keys("\ue00c")  # Escape
    check(b.js("return document.getElementById('tip').hidden"), "Escape closes the explanation")
    b.keys("\ue006")  # Enter
    check(b.js("return document.activeElement.classList.contains('pick')"), "Enter on an expression goes to its entry")
    told = b.js("document.querySelector('#axis .hit').dispatchEvent(new MouseEvent('mouseover', {bubbles: true})); const t = document.getElementById('tip'); return t.hidden ? '' : t.textContent")
    check("when" in told and "sure" in told, "a mark of the axis is explained")
    check(b.js("return [...document.querySelectorAll('.legend li')].every((n) => n.textContent.trim())"), "every sign of the legend has words")
    check(b.js("return ['header', 'main', 'footer'].every((n) => document.querySelector(n))"), "landmarks are there")
    for theme in ("light", "dark"):
        b.js("document.documentElement.dataset.theme = arguments[0]", theme)
        ratio, where = b.js(CONTRAST)
        check(ratio >= 4.5, f"contrast in {theme} is at least 4.5 ({ratio:.1f}, {where})")
        b.js("scrollTo(0, 0)")
        b.shot(f"{theme}.png")
    b.js("document.documentElement.dataset.theme = 'light'")
    check(not b.console(), "no error on the console")
    b.cdp("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=2, mobile=True)
    check(b.js("return document.documentElement.scrollWidth <= innerWidth + 1"), "nothing sticks out on a phone")
    b.open("harbour.html")
    check(not b.js("return document.getElementById('filters').open"), "and the filters are folded away there")
    b.click(".entry .pick")
    check("text" in b.js("return document.querySelector('.entry.chosen .details').textContent"), "and a chosen entry shows its sentence")
    b.js("scrollTo(0, 0)")
    b.shot("phone.png")
    b.cdp("Emulation.clearDeviceMetricsOverride")
    b.cdp("Emulation.setEmulatedMedia", media="print")
    check(b.js("return getComputedStyle(document.getElementById('controls')).display") == "none", "print leaves the controls out")
    b.shot("print.png")
    b.cdp("Emulation.setEmulatedMedia", media="")

    b.open("hostile.html")
    time.sleep(0.5)
    check(b.js("return window.hacked") is None, "nothing of a hostile article runs")
    check(b.js("return document.querySelectorAll('iframe, img, article script, article style, [onclick], [onerror], [onload]').length") == 0, "its markup stays text")
    check("window.hacked = 1" in b.js("return document.querySelector('.text').textContent"), "and stays readable")
    check(b.js("return getComputedStyle(document.body).display") != "none", "its style is not applied")
    b.js("document.querySelectorAll('.x').forEach((n) => n.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})))")
    errors = b.console()
    check(not errors, f"no error on the console {errors}")

    b.open("three.html")
    check(b.js("return document.querySelectorAll('article').length") == 3, "three articles stand on one page")
    b.click("#fit")
    check(b.js("return document.querySelectorAll('#axis .tick').length") >= 4, "the axis copes with centuries")
    check("BC" in b.js("return document.getElementById('axis').textContent"), "and with years before our era")
    b.shot("three.png")
    b.js("const f = document.getElementById('controls'); f.elements.document.value = 'd2'; f.dispatchEvent(new Event('input', {bubbles: true}))")
    check(b.js("return [...document.querySelectorAll('article')].filter((n) => !n.hidden).map((n) => n.dataset.d).join()") == "d2", "one article can be looked at alone")

    b.open("live.html")
    for _ in range(9):
        b.click("#zoom-in")
    labels = b.js("return [...document.querySelectorAll('#axis text')].map((n) => n.textContent)")
    check(any(label[2:3] == ":" for label in labels), f"the axis goes down to minutes ({labels})")
    check(not b.console(), "no error on the console")

    began = time.time()
    b.open("many.html")
    check(b.js("return document.querySelectorAll('.entry').length") >= 5000, f"five thousand entries are shown ({time.time() - began:.1f} s)")
    check(0 < b.js("return document.querySelectorAll('#axis .column').length") < 400, "as columns on the axis")
    took = b.js("const f = document.getElementById('controls'), t = performance.now(); f.elements.search.value = 'ward 7'; f.dispatchEvent(new Event('input', {bubbles: true})); document.body.offsetHeight; return performance.now() - t")
    check(took < 1500, f"searching them takes {took:.0f} ms")
    check(not b.console(), "no error on the console")


browser = Browser()
try:
    main(browser)
finally:
    browser.close()
sys.exit(1 if check.failed else 0)
