"""Small pages with one feature each, and the rules of PDF/UA-1 and PDF/A-3a that WeasyPrint's PDF of each breaks.

A page has one heading, one paragraph and its feature; a page without a feature breaks nothing. What stands here was
measured with WeasyPrint 70, so what another release mends or breaks shows as a difference. Everything is inline.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass

from PIL import Image


def data_uri(mime: str, content: bytes) -> str:
    """A file as an address that needs no network."""
    return f"data:{mime};base64,{base64.b64encode(content).decode()}"


def raster(mode: str, form: str) -> str:
    """A small picture in a colour mode and a file form, as an address."""
    file = io.BytesIO()
    Image.new(mode, (4, 4)).save(file, form)
    return data_uri(f"image/{form.lower()}", file.getvalue())


def svg_file(content: str) -> str:
    """A drawing in a file of its own, as an address."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{content}</svg>'
    return data_uri("image/svg+xml", svg.encode())


PNG = raster("RGB", "PNG")
CLEAR_PNG = raster("RGBA", "PNG")
GREY_JPEG = raster("L", "JPEG")
CMYK_JPEG = raster("CMYK", "JPEG")
SHAPE = '<rect width="9" height="9" fill="#246"/>'
CHART = svg_file(SHAPE)
FAINT_CHART = svg_file(f'<g opacity="0.5">{SHAPE}</g>')
RASTER_CHART = svg_file(f'<image href="{PNG}" width="9" height="9"/>')
NO_GLYPH = "\u0378"  # belongs to nothing yet
PRIVATE_GLYPH = "\U0010fffd"  # for private use, in no font


@dataclass(frozen=True)
class OneFeature:
    """A page, and the rules that its PDF breaks.

    Attributes:
        html: the whole page.
        ua1: what breaks in PDF/UA-1, as "clause-test clause-test".
        a3a: what breaks in PDF/A-3a.
    """

    html: str
    ua1: str = ""
    a3a: str = ""


def page(body: str = "", *, css: str = "", head: str = "<title>One feature</title>", lang: str = ' lang="en"') -> str:
    """A whole page around a feature."""
    return (
        f'<!DOCTYPE html><html{lang}><head><meta charset="utf-8">{head}<style>{css}</style></head>'
        f"<body><h1>Heading</h1><p>Paragraph.</p>{body}</body></html>"
    )


def styled(css: str, content: str = "Styled") -> str:
    """A page with one styled block."""
    return page(f'<div class="it">{content}</div>', css=f".it {{ {css} }}")


def image(source: str, css: str = "image-rendering: crisp-edges", alt: str = ' alt="A square"') -> str:
    """A page with one image."""
    return page(f'<p><img src="{source}"{alt}></p>', css=f"img {{ {css} }}")


def drawing(content: str, attributes: str = "") -> str:
    """A page with one inline drawing."""
    return page(f'<p><svg width="20" height="20"{attributes}>{content}</svg></p>')


def table(rows: str, css: str = "") -> str:
    """A page with one table."""
    return page(f"<table>{rows}</table>", css=css)


_HEAD = '<thead><tr><th scope="col">Year</th><th scope="col">Value</th></tr></thead>'
_ROW = '<tr><th scope="row">One</th><td>1</td></tr>'
_TITLE = "<title>A square</title>"
_SMALL = "@page { size: 8cm 4cm; margin: 5mm }"
_RUNNING = "div { position: running(r) } @page { @top-left { content: element(r) } }"
_LONG = "A sentence that is long enough to be broken over more than one line. " * 6

# What a page is and says of itself
_PAGE = {
    "nothing": OneFeature(page()),
    "no title": OneFeature(page(head=""), ua1="7.1-9"),
    "empty title": OneFeature(page(head="<title></title>"), ua1="7.1-9"),
    # veraPDF reads control characters as spaces, though the metadata are not well-formed XML then.
    "control character in the title": OneFeature(page(head="<title>One\x02feature</title>")),
    "noncharacter in the title": OneFeature(
        page(head="<title>One\uffff feature</title>"), ua1="5-1 7.1-9", a3a="6.6.2.1-4 6.6.2.1-5 6.6.4-1"
    ),
    "no language": OneFeature(page(lang=""), ua1="7.2-29"),
    "bad language tag": OneFeature(page(lang=' lang="en-x_bad!"'), ua1="7.2-29", a3a="6.7.4-1"),
    "bad language tag inside": OneFeature(page('<p>So <span lang="en-x_bad!">it</span></p>')),
    "another language inside": OneFeature(page('<p>So <span lang="tr">şöyle</span></p>')),
    "author, subject, dates": OneFeature(
        page(
            head='<title>One</title><meta name="author" content="A"><meta name="description" content="D">'
            '<meta name="keywords" content="k"><meta name="dcterms.created" content="2026-11-23T00:00:00Z">'
            '<meta name="dcterms.modified" content="2026-11-23T00:00:00Z">'
        )
    ),
    "attachment": OneFeature(
        page(head='<title>One</title><link rel="attachment" title="a.txt" href="data:text/plain,a">')
    ),
    "page background": OneFeature(page(css="@page { background: #eee }")),
    "two pages": OneFeature(styled("break-before: page")),
    "bookmarks": OneFeature(page(css="p { bookmark-level: 2; bookmark-label: content() }")),
}

_LETTERS = {
    "missing glyph": OneFeature(page(f"<p>One {NO_GLYPH} feature</p>"), ua1="7.21.5-1", a3a="6.2.11.5-1"),
    "missing glyph for private use": OneFeature(
        page(f"<p>One {PRIVATE_GLYPH} feature</p>"), ua1="7.21.5-1", a3a="6.2.11.5-1 6.2.11.7.3-1"
    ),
    "missing glyph in a margin box": OneFeature(
        page(css=f'@page {{ @bottom-left {{ content: "{NO_GLYPH}" }} }}'), ua1="7.21.5-1", a3a="6.2.11.5-1"
    ),
    "control character in the text": OneFeature(page("<p>One\x02feature</p>"), ua1="7.21.5-1", a3a="6.2.11.5-1"),
    "soft hyphen": OneFeature(page("<p>One fea\u00adture</p>")),
    "zero-width space": OneFeature(page("<p>One fea\u200bture</p>")),
    "no-break spaces": OneFeature(page("<p>One\u00a0fea\u202fture</p>")),
    "small capitals": OneFeature(styled("font-variant-caps: small-caps")),
    "tabular figures": OneFeature(styled("font-variant-numeric: tabular-nums", "0123456789")),
    # The hyphen that is WeasyPrint's own, U+2010, is not in the face.
    "justified and hyphenated": OneFeature(
        styled('text-align: justify; hyphens: auto; hyphenate-character: "-"; width: 5cm', _LONG)
    ),
    "underlined": OneFeature(styled("text-decoration: underline")),
    "emphasis": OneFeature(page("<p><strong>A</strong> <em>b</em><sup>2</sup><sub>i</sub> <abbr>c</abbr><br>d</p>")),
}

_HEADINGS = {
    "skipped heading": OneFeature(page("<h3>Third</h3><p>Text.</p>"), ua1="7.4.2-1"),
    "second heading first": OneFeature(page().replace("h1>", "h2>"), ua1="7.4.2-1"),
    "headings in order": OneFeature(page("<h2>Second</h2><h3>Third</h3><h2>Second again</h2>")),
    "two first headings": OneFeature(page("<h1>Another</h1>")),
    "sections": OneFeature(
        page("<header>A</header><nav>B</nav><main><section><article>C</article></section></main><footer>D</footer>")
    ),
    "aside, quotation, rule, code": OneFeature(
        page("<aside>A</aside><blockquote><p>B</p></blockquote><hr><pre><code>c = 1</code></pre>")
    ),
    "figure with a caption": OneFeature(
        page(f'<figure><img src="{CHART}" alt="A square"><figcaption>Caption</figcaption></figure>')
    ),
}

_IMAGES = {
    "image with empty alt": OneFeature(image(CHART, alt=' alt=""'), ua1="7.3-1"),
    "image without alt": OneFeature(image(CHART, alt=""), ua1="7.3-1"),
    "svg image": OneFeature(image(CHART)),
    "svg image with opacity inside": OneFeature(image(FAINT_CHART)),
    "svg image with a png inside": OneFeature(image(RASTER_CHART), a3a="6.2.8-3"),
    "png image": OneFeature(image(PNG, css=""), a3a="6.2.8-3"),
    "png image with crisp edges": OneFeature(image(PNG)),
    "png image with pixels": OneFeature(image(PNG, css="image-rendering: pixelated")),
    "transparent png image with crisp edges": OneFeature(image(CLEAR_PNG)),
    "grey jpeg image with crisp edges": OneFeature(image(GREY_JPEG)),
    "cmyk jpeg image with crisp edges": OneFeature(image(CMYK_JPEG), a3a="6.2.4.3-3"),
    "image in a link": OneFeature(
        page(f'<p><a href="https://example.com"><img src="{CHART}" alt="A square"></a></p>'), ua1="7.18.5-1"
    ),
    "image as content": OneFeature(page(css=f"p::before {{ content: url({CHART}) }}")),
    "svg background": OneFeature(styled(f"background: url({CHART})")),
    "png background": OneFeature(styled(f"background: url({PNG})"), a3a="6.2.8-3"),
    "png background with crisp edges": OneFeature(styled(f"background: url({PNG}); image-rendering: crisp-edges")),
    "border image": OneFeature(styled(f"border: 3px solid; border-image: url({CHART}) 3")),
}

_DRAWINGS = {
    "inline svg": OneFeature(drawing(SHAPE), ua1="7.3-1"),
    "inline svg with aria-label": OneFeature(drawing(SHAPE, ' role="img" aria-label="A square"'), ua1="7.3-1"),
    "inline svg with alt": OneFeature(drawing(SHAPE, ' alt="A square"'), ua1="7.3-1"),
    "inline svg with desc": OneFeature(drawing(f"<desc>A square</desc>{SHAPE}"), ua1="7.3-1"),
    "inline svg with empty title": OneFeature(drawing(f"<title></title>{SHAPE}"), ua1="7.3-1"),
    "inline svg with a title further in": OneFeature(drawing(f"<g><title>A square</title>{SHAPE}</g>"), ua1="7.3-1"),
    "inline svg with title": OneFeature(drawing(f"{_TITLE}{SHAPE}")),
    "inline svg with text": OneFeature(drawing(f'{_TITLE}<text x="1" y="9">1</text>')),
    "inline svg with opacity": OneFeature(drawing(f'{_TITLE}<g opacity="0.5">{SHAPE}<text y="9">1</text></g>')),
    "inline svg with fill-opacity": OneFeature(drawing(f'{_TITLE}<rect width="9" height="9" fill-opacity="0.5"/>')),
    "inline svg with a gradient": OneFeature(
        drawing(
            f'{_TITLE}<linearGradient id="g"><stop offset="0" stop-color="#123"/>'
            '<stop offset="1" stop-color="#def"/></linearGradient><rect width="9" height="9" fill="url(#g)"/>'
        )
    ),
    "inline svg with a mask": OneFeature(
        drawing(f'{_TITLE}<mask id="m"><circle r="5" fill="#fff"/></mask><g mask="url(#m)">{SHAPE}</g>')
    ),
    "inline svg with a clip path": OneFeature(
        drawing(f'{_TITLE}<clipPath id="m"><circle r="5"/></clipPath><g clip-path="url(#m)">{SHAPE}</g>')
    ),
    "inline svg with a png": OneFeature(drawing(f'{_TITLE}<image href="{PNG}" width="9" height="9"/>'), a3a="6.2.8-3"),
}

_PAINT = {
    "opacity of a block": OneFeature(styled("opacity: 0.5"), ua1="7.1-3"),
    "opacity of a span": OneFeature(page('<p>A <span style="opacity: 0.9">b</span></p>'), ua1="7.1-3"),
    "opacity of an image": OneFeature(image(CHART, css="opacity: 0.5"), ua1="7.1-3"),
    "opacity of a cell": OneFeature(table('<tr><td>A</td><td style="opacity: 0.5">B</td></tr>'), ua1="7.1-3"),
    "opacity of before": OneFeature(page(css='p::before { content: "A"; opacity: 0.5 }'), ua1="7.1-3"),
    "opacity in a margin box": OneFeature(page(css='@page { @top-left { content: "A"; opacity: 0.5 } }'), ua1="7.1-3"),
    "opacity of a box without content": OneFeature(styled("opacity: 0.5; height: 1cm; background: #246", "")),
    "opacity of one": OneFeature(styled("opacity: 1")),
    "rgba colours": OneFeature(styled("color: rgba(0, 0, 0, 0.7); background: rgba(20, 40, 60, 0.2)")),
    "device-cmyk colour": OneFeature(styled("color: device-cmyk(0 1 1 0)"), a3a="6.2.4.3-3"),
    "lab colour": OneFeature(styled("color: lab(50% 40 20)")),
    "box shadow": OneFeature(styled("box-shadow: 1px 1px 3px rgba(0, 0, 0, 0.5)")),
    "linear gradient": OneFeature(styled("background: linear-gradient(#123, #def)")),
    "gradient to transparent": OneFeature(styled("background: linear-gradient(#123, transparent)")),
    "radial gradient": OneFeature(styled("background: radial-gradient(#123, #def)")),
    "border radius": OneFeature(styled("border: 1px solid; border-radius: 4px; overflow: hidden")),
    "dotted border": OneFeature(styled("border-top: 1px dotted; width: 1cm")),
}

_LAYOUT = {
    "flex": OneFeature(styled("display: flex", "<p>A</p><p>B</p>")),
    "grid": OneFeature(styled("display: grid; grid-template-columns: 1fr 1fr", "<p>A</p><p>B</p>")),
    "float": OneFeature(styled("float: right")),
    "absolute": OneFeature(styled("position: absolute; top: 0")),
    "fixed": OneFeature(styled("position: fixed; top: 0")),
    "transform": OneFeature(styled("transform: rotate(3deg)")),
    "columns": OneFeature(styled("columns: 2", f"<p>{_LONG}</p><p>{_LONG}</p>")),
    "inline block": OneFeature(styled("display: inline-block")),
    "hidden": OneFeature(styled("visibility: hidden")),
    "paragraph over two pages": OneFeature(page(f"<p>{_LONG}</p>", css=_SMALL)),
    "footnote": OneFeature(page("<p>A<span>Note</span></p>", css="span { float: footnote }")),
    "margin boxes": OneFeature(
        page(css='@page { @top-left { content: "A" } @bottom-right { content: counter(page) "/" counter(pages) } }')
    ),
    "heading in a margin box": OneFeature(
        page(css="h1 { string-set: h content() } @page { @top-left { content: string(h) } }")
    ),
    "running element": OneFeature(page("<div>Run</div>", css=_RUNNING)),
    "running element with a link": OneFeature(page('<div><a href="https://example.com">A</a></div>', css=_RUNNING)),
    "before and after": OneFeature(page(css='p::before { content: "A " } p::after { content: leader(".") "B" }')),
    "counter": OneFeature(page(css='p { counter-increment: p } p::before { content: counter(p) ". " }')),
}

_LISTS = {
    "bullets": OneFeature(page("<ul><li>A</li><li>B</li></ul>")),
    "numbers": OneFeature(page("<ol><li>A</li><li>B<ul><li>C</li></ul></li></ol>")),
    "bullets inside": OneFeature(page("<ul><li>A</li></ul>", css="ul { list-style: inside }"), ua1="7.2-20"),
    "list without bullets": OneFeature(page("<ul><li>A</li></ul>", css="ul { list-style: none }")),
    "list with dashes": OneFeature(page("<ul><li>A</li></ul>", css='ul { list-style-type: "- " }')),
    "list with images": OneFeature(page("<ul><li>A</li></ul>", css=f"ul {{ list-style-image: url({CHART}) }}")),
    "list as flex": OneFeature(page("<ul><li>A</li><li>B</li></ul>", css="ul { display: flex }")),
    "item without a list": OneFeature(page("<li>A</li>"), ua1="7.2-17"),
    "list without an item": OneFeature(page("<ul><div>A</div></ul>"), ua1="7.2-19"),
    "definitions": OneFeature(page("<dl><dt>A</dt><dd>B</dd></dl>")),
    "definitions as grid": OneFeature(page("<dl><dt>A</dt><dd>B</dd></dl>", css="dl { display: grid }")),
    "definitions in groups": OneFeature(page("<dl><div><dt>A</dt><dd>B</dd></div></dl>")),
    "link": OneFeature(page('<p><a href="https://example.com">A</a></p>')),
    "link over two lines": OneFeature(page(f'<p><a href="https://example.com">{_LONG}</a></p>')),
    "link inside": OneFeature(page('<p><a href="#b">A</a></p><p id="b">B</p>')),
}

_TABLES = {
    "table": OneFeature(table(f"<caption>T</caption>{_HEAD}<tbody>{_ROW}{_ROW}</tbody>")),
    "table without headers": OneFeature(table("<tr><td>A</td><td>B</td></tr>")),
    "ragged table": OneFeature(table(f"{_HEAD}<tbody>{_ROW}<tr><td>A</td></tr></tbody>"), ua1="7.2-43"),
    "table with an empty row": OneFeature(table(f"{_HEAD}<tbody>{_ROW}<tr></tr></tbody>"), ua1="7.2-43"),
    "table with an empty corner": OneFeature(
        table(f'<thead><tr><td></td><th scope="col">A</th></tr></thead><tbody>{_ROW}</tbody>')
    ),
    "table with a foot": OneFeature(table(f"{_HEAD}<tbody>{_ROW}</tbody><tfoot>{_ROW}</tfoot>")),
    "table with colspan": OneFeature(table(f'{_HEAD}<tbody><tr><td colspan="2">A</td></tr></tbody>')),
    "table with rowspan": OneFeature(
        table(f'{_HEAD}<tbody><tr><th rowspan="2" scope="row">A</th><td>1</td></tr><tr><td>2</td></tr></tbody>')
    ),
    "table in a table": OneFeature(table(f"<tr><td><table>{_ROW}</table></td></tr>")),
    "table over two pages": OneFeature(table(f"{_HEAD}<tbody>{_ROW * 8}</tbody>", css=_SMALL)),
    "collapsed borders": OneFeature(table(_ROW, css="table { border-collapse: collapse } td { border: 1px solid }")),
    "table as block": OneFeature(table(f"{_HEAD}<tbody>{_ROW}</tbody>", css="table { display: block }"), ua1="7.2-3"),
    "rows as flex": OneFeature(
        table(f"{_HEAD}<tbody>{_ROW}</tbody>", css="tr { display: flex }"),
        ua1="7.2-10 7.2-36 7.2-37 7.2-4 7.2-5 7.2-6",
    ),
    "block as table": OneFeature(styled("display: table")),
}

PAGES = {**_PAGE, **_LETTERS, **_HEADINGS, **_IMAGES, **_DRAWINGS, **_PAINT, **_LAYOUT, **_LISTS, **_TABLES}
