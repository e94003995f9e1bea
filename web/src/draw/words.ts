/** Where words stand in a picture: within its room, and over no others. */
import { clamp } from "../core/numbers.ts";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export class Words {
  private readonly taken: Box[] = [];
  private readonly light: [ArrayLike<number>, ArrayLike<number>][] = [];

  constructor(private readonly room: Box) {}

  /** Lets no words stand here. */
  keep(box: Box): void {
    this.taken.push(box);
  }

  /** Points of a line that words cover only where there is no other place. */
  spare(xs: ArrayLike<number>, ys: ArrayLike<number>): void {
    this.light.push([xs, ys]);
  }

  /** Whether words in a box would be over no others. */
  free(box: Box): boolean {
    return !this.taken.some((other) => cross(box, other));
  }

  /** Takes the first of the places that is free, at best one that covers no line; else the first one. */
  place(places: readonly Box[]): Box {
    const moved = places.map((one) => this.moved(one));
    const free = moved.filter((one) => this.free(one));
    const found = free.find((one) => !this.covers(one)) ?? free[0] ?? moved[0];
    this.keep(found);
    return found;
  }

  /** As near as a box can be within the room. */
  moved(box: Box): Box {
    const { room } = this;
    return {
      ...box,
      x: clamp(box.x, [room.x, room.x + room.width - box.width]),
      y: clamp(box.y, [room.y, room.y + room.height - box.height]),
    };
  }

  private covers(box: Box): boolean {
    return this.light.some(([xs, ys]) => {
      for (let k = 0; k + 1 < xs.length; k++) if (meets(box, xs, ys, k)) return true;
      return false;
    });
  }
}

/** A box around a place. */
export function around(x: number, y: number, width: number, height: number): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function cross(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether a piece of a line, from a point to the next one, goes through a box. */
function meets(box: Box, xs: ArrayLike<number>, ys: ArrayLike<number>, k: number): boolean {
  let [from, to] = [0, 1];
  for (const [start, end, low, size] of [
    [xs[k], xs[k + 1], box.x, box.width],
    [ys[k], ys[k + 1], box.y, box.height],
  ]) {
    const span = end - start;
    if (Number.isNaN(span)) return false;
    if (span === 0) {
      if (start < low || start > low + size) return false;
      continue;
    }
    const [a, b] = [(low - start) / span, (low + size - start) / span];
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  return from <= to;
}
