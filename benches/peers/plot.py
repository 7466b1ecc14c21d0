"""Draws plots as SVG that can be read on light and on dark pages."""

import math

COLOURS = ["#4c8dd6", "#d9822b", "#3fa35b", "#a66bd0", "#c7547a", "#3aa6a6"]
STYLE = """<style>
text { font: 13px system-ui, sans-serif; fill: #333 }
.small { font-size: 11px }
.faint { stroke: #8886; stroke-width: 1 }
@media (prefers-color-scheme: dark) { text { fill: #ccc } }
</style>"""


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("`", "")


def frame(width, height, parts):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}">\n{STYLE}\n' + "\n".join(parts) + "\n</svg>\n")


def legend(names, x, y):
    parts = []
    for at, (name, colour) in enumerate(zip(names, COLOURS)):
        left = x + at * 125
        parts.append(f'<rect x="{left}" y="{y - 10}" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{left + 18}" y="{y}">{escape(name)}</text>')
    return parts


def bars(series, rows):
    """Horizontal bars on a logarithmic scale: rows of (name, bold, values)."""
    left, scale_width, bar, gap = 270, 690, 11, 16
    values = [value for _, _, row in rows for value in row if value]
    decades = max(1, math.ceil(math.log10(max(values))))

    def x(value):
        return left + scale_width * math.log10(max(value, 1)) / decades

    parts = legend(series, left, 20)
    y = 44
    top = y
    for name, bold, row in rows:
        height = len(series) * bar
        weight = ' style="font-weight: bold"' if bold else ""
        parts.append(f'<text x="{left - 10}" y="{y + height / 2 + 4}" text-anchor="end"{weight}>'
                     f"{escape(name)}</text>")
        for at, value in enumerate(row):
            if value is None:
                continue
            place = y + at * bar
            parts.append(f'<rect x="{left}" y="{place}" width="{x(value) - left:.1f}" '
                         f'height="{bar - 2}" fill="{COLOURS[at]}"/>')
            parts.append(f'<text class="small" x="{x(value) + 5:.1f}" y="{place + 9}">'
                         f"{value:.1f}</text>")
        y += height + gap
    for decade in range(decades + 1):
        place = left + scale_width * decade / decades
        parts.insert(0, f'<line class="faint" x1="{place}" x2="{place}" y1="{top - 6}" '
                        f'y2="{y - gap + 4}"/>')
        parts.append(f'<text class="small" x="{place}" y="{y + 2}" text-anchor="middle">'
                     f"{10 ** decade}×</text>")
    parts.append(f'<text x="{left}" y="{y + 22}">how many times as long as agentlin-types '
                 "(wall time, logarithmic; bold: validators)</text>")
    return frame(left + scale_width + 60, y + 36, parts)


def lines(title, x_name, y_name, points, log=False):
    """Lines over a logarithmic x axis, y logarithmic too or from zero: {name: [(x, y, label)]}."""
    left, top, width, height = 80, 60, 620, 260
    xs = [x for row in points.values() for x, _, _ in row]
    ys = [y for row in points.values() for _, y, _ in row]
    low, high = math.log10(min(xs)), math.log10(max(xs))
    if log:
        bottom, decades = math.floor(math.log10(min(ys))), 1
        decades = max(1, math.ceil(math.log10(max(ys))) - bottom)
        marks = [(10 ** (bottom + step), f"{10 ** (bottom + step):g}") for step in range(decades + 1)]
    else:
        most = 1.3 * max(ys)
        marks = [(most * step / 4, f"{most * step / 4:.0f}") for step in range(5)]

    def place(x, y):
        share = (math.log10(y) - bottom) / decades if log else y / most
        return (left + width * (math.log10(x) - low) / max(high - low, 1e-9),
                top + height * (1 - share))

    parts = [f'<text x="{left}" y="20" style="font-weight: bold">{escape(title)}</text>',
             f'<text class="small" x="{left}" y="{top - 14}">{escape(y_name)}</text>']
    for value, label in marks:
        _, y = place(min(xs), value)
        parts.append(f'<line class="faint" x1="{left}" x2="{left + width}" y1="{y}" y2="{y}"/>')
        parts.append(f'<text class="small" x="{left - 8}" y="{y + 4}" text-anchor="end">'
                     f"{label}</text>")
    for at, (name, row) in enumerate(points.items()):
        path = " ".join("{:.1f},{:.1f}".format(*place(x, y)) for x, y, _ in row)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{COLOURS[at]}" '
                     'stroke-width="2"/>')
        for x, y, label in row:
            px, py = place(x, y)
            parts.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{COLOURS[at]}"/>')
            if at == 0:
                parts.append(f'<text class="small" x="{px:.1f}" y="{top + height + 18}" '
                             f'text-anchor="middle">{escape(label)}</text>')
    parts += legend(points, left, top + height + 50)
    parts.append(f'<text class="small" x="{left + width}" y="{top + height + 50}" '
                 f'text-anchor="end">{escape(x_name)}</text>')
    return frame(left + width + 60, top + height + 66, parts)
