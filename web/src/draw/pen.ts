/** What panels draw with: the same calls make a canvas or an SVG. */
import { clamp } from "../core/numbers.ts";

export interface Stroke {
  colour: string;
  width: number;
  dash?: readonly number[];
  alpha?: number;
}

export interface TextStyle {
  colour: string;
  size: number;
  align?: "left" | "center" | "right";
  base?: "top" | "middle" | "bottom";
  turn?: boolean;
  bold?: boolean;
  italic?: boolean;
  /** Colour of a rim that lifts the text off what it crosses. */
  halo?: string;
}

export interface Fill {
  fill?: string;
  stroke?: string;
  width?: number;
  alpha?: number;
}

export interface Pen {
  /** A line through points; NaN breaks it. */
  line(xs: ArrayLike<number>, ys: ArrayLike<number>, n: number, style: Stroke): void;
  /** Closed rings, the inner ones holes. */
  rings(rings: readonly (readonly (readonly number[])[])[], style: Fill): void;
  circle(x: number, y: number, radius: number, style: Fill): void;
  rect(x: number, y: number, width: number, height: number, style: Fill): void;
  text(x: number, y: number, text: string, style: TextStyle): void;
  clip(x: number, y: number, width: number, height: number, body: () => void): void;
}

const FONT =
  'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif';

/** A pixel that a pen can reach: far outside, a canvas loses its way. */
export function reached(pixel: number): number {
  return clamp(pixel, [-1e5, 1e5]);
}

let measure: CanvasRenderingContext2D | null = null;

/** How wide a pen writes a text of this size, in pixels. */
/** A text that is no wider than so much, its end left out where it would be. */
export function shortened(text: string, size: number, width: number): string {
  let short = text;
  while (short.length > 1 && widthOf(short, size) > width) short = `${short.slice(0, -2)}…`;
  return short;
}

export function widthOf(text: string, size: number): number {
  measure ??= document.createElement("canvas").getContext("2d");
  if (!measure) throw new Error("this browser gives no canvas");
  measure.font = `${size}px ${FONT}`;
  return measure.measureText(text).width;
}

export class CanvasPen implements Pen {
  constructor(private readonly g: CanvasRenderingContext2D) {}

  line(xs: ArrayLike<number>, ys: ArrayLike<number>, n: number, style: Stroke): void {
    const { g } = this;
    g.beginPath();
    let down = false;
    for (let k = 0; k < n; k++) {
      const x = xs[k];
      const y = ys[k];
      if (Number.isNaN(x + y)) down = false;
      else if (down) g.lineTo(x, y);
      else {
        g.moveTo(x, y);
        down = true;
      }
    }
    g.globalAlpha = style.alpha ?? 1;
    g.strokeStyle = style.colour;
    g.lineWidth = style.width;
    g.lineJoin = "round";
    g.lineCap = style.dash?.length ? "butt" : "round";
    g.setLineDash((style.dash ?? []) as number[]);
    g.stroke();
    g.setLineDash([]);
    g.globalAlpha = 1;
  }

  rings(rings: readonly (readonly (readonly number[])[])[], style: Fill): void {
    const { g } = this;
    g.beginPath();
    for (const ring of rings) {
      for (let k = 0; k < ring.length; k++) {
        if (k) g.lineTo(ring[k][0], ring[k][1]);
        else g.moveTo(ring[k][0], ring[k][1]);
      }
      g.closePath();
    }
    this.paint(style);
  }

  circle(x: number, y: number, radius: number, style: Fill): void {
    this.g.beginPath();
    this.g.arc(x, y, radius, 0, 2 * Math.PI);
    this.paint(style);
  }

  rect(x: number, y: number, width: number, height: number, style: Fill): void {
    this.g.beginPath();
    this.g.rect(x, y, width, height);
    this.paint(style);
  }

  private paint(style: Fill): void {
    const { g } = this;
    g.globalAlpha = style.alpha ?? 1;
    if (style.fill) {
      g.fillStyle = style.fill;
      g.fill("evenodd");
    }
    if (style.stroke) {
      g.strokeStyle = style.stroke;
      g.lineWidth = style.width ?? 1;
      g.lineJoin = "round";
      g.stroke();
    }
    g.globalAlpha = 1;
  }

  text(x: number, y: number, text: string, style: TextStyle): void {
    const { g } = this;
    g.save();
    g.translate(x, y);
    if (style.turn) g.rotate(-Math.PI / 2);
    g.font = `${style.italic ? "italic " : ""}${style.bold ? "600 " : ""}${style.size}px ${FONT}`;
    g.textAlign = style.align ?? "left";
    g.textBaseline = style.base ?? "middle";
    if (style.halo) {
      g.strokeStyle = style.halo;
      g.lineWidth = 3.5;
      g.lineJoin = "round";
      g.strokeText(text, 0, 0);
    }
    g.fillStyle = style.colour;
    g.fillText(text, 0, 0);
    g.restore();
  }

  clip(x: number, y: number, width: number, height: number, body: () => void): void {
    this.g.save();
    this.g.beginPath();
    this.g.rect(x, y, width, height);
    this.g.clip();
    body();
    this.g.restore();
  }
}

const short = (value: number) => String(Math.round(value * 100) / 100);

function escaped(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (c) => names[c]);
}

export class SvgPen implements Pen {
  private readonly parts: string[] = [];
  private clips = 0;

  line(xs: ArrayLike<number>, ys: ArrayLike<number>, n: number, style: Stroke): void {
    let d = "";
    let down = false;
    for (let k = 0; k < n; k++) {
      if (Number.isNaN(xs[k] + ys[k])) {
        down = false;
        continue;
      }
      d += `${down ? "L" : "M"}${short(xs[k])} ${short(ys[k])}`;
      down = true;
    }
    if (!d) return;
    const dash = style.dash?.length ? ` stroke-dasharray="${style.dash.map(short).join(" ")}"` : "";
    const alpha = style.alpha === undefined ? "" : ` stroke-opacity="${style.alpha}"`;
    this.parts.push(
      `<path d="${d}" fill="none" stroke="${escaped(style.colour)}" stroke-width="${short(style.width)}" stroke-linejoin="round"${dash}${alpha}/>`,
    );
  }

  rings(rings: readonly (readonly (readonly number[])[])[], style: Fill): void {
    const d = rings
      .map(
        (ring) => `${ring.map(([x, y], k) => `${k ? "L" : "M"}${short(x)} ${short(y)}`).join("")}Z`,
      )
      .join("");
    if (d) this.parts.push(`<path d="${d}" fill-rule="evenodd"${this.paint(style)}/>`);
  }

  circle(x: number, y: number, radius: number, style: Fill): void {
    this.parts.push(
      `<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}"${this.paint(style)}/>`,
    );
  }

  rect(x: number, y: number, width: number, height: number, style: Fill): void {
    this.parts.push(
      `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"${this.paint(style)}/>`,
    );
  }

  private paint(style: Fill): string {
    const stroke = style.stroke
      ? ` stroke="${escaped(style.stroke)}" stroke-width="${short(style.width ?? 1)}"`
      : "";
    const alpha = style.alpha === undefined ? "" : ` opacity="${style.alpha}"`;
    return ` fill="${escaped(style.fill ?? "none")}"${stroke}${alpha}`;
  }

  text(x: number, y: number, text: string, style: TextStyle): void {
    const anchor = { left: "start", center: "middle", right: "end" }[style.align ?? "left"];
    const shift = { top: 0.76, middle: 0.34, bottom: -0.2 }[style.base ?? "middle"] * style.size;
    const turn = style.turn ? " rotate(-90)" : "";
    const weight = style.bold ? ' font-weight="600"' : "";
    const slant = style.italic ? ' font-style="italic"' : "";
    const halo = style.halo
      ? ` stroke="${escaped(style.halo)}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"`
      : "";
    this.parts.push(
      `<text transform="translate(${short(x)} ${short(y)})${turn}" dy="${short(shift)}" font-size="${short(style.size)}" text-anchor="${anchor}" fill="${escaped(style.colour)}"${weight}${slant}${halo}>${escaped(text)}</text>`,
    );
  }

  clip(x: number, y: number, width: number, height: number, body: () => void): void {
    const id = `clip${this.clips++}`;
    this.parts.push(
      `<clipPath id="${id}"><rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"/></clipPath><g clip-path="url(#${id})">`,
    );
    body();
    this.parts.push("</g>");
  }

  svg(width: number, height: number, paper: string, title: string, description: string): string {
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${escaped(FONT.replace(/"/g, "'"))}">`,
      `<title>${escaped(title)}</title><desc>${escaped(description)}</desc>`,
      `<rect width="${width}" height="${height}" fill="${escaped(paper)}"/>`,
      ...this.parts,
      "</svg>",
    ].join("\n");
  }
}
