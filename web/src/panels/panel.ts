/** What a panel of the page is. */
import type { Model } from "../core/model.ts";
import type { SceneData, Theme } from "../core/scene.ts";

export interface Context {
  readonly model: Model;
  readonly scene: SceneData;
  /** Colours in use now. */
  theme(): Theme;
  /** Whether the picture is one of several small ones on the same axes. */
  readonly small?: boolean;
}

export interface Panel {
  readonly element: HTMLElement;
  /** How high it would like to be. */
  height(width: number): number;
  resize(width: number, height: number): void;
  /** Draws all of it again: the paths, the settings or the colours changed. */
  redraw(): void;
  /** Draws what depends on the step. */
  step(): void;
  /** The panel in words, at this step. */
  words(): string;
  /** What stands beside its title. */
  note(): string;
  /** Its picture as SVG, where it is one of two dimensions. */
  svg?(): string;
  png(): Promise<Blob>;
  /** Opens it up to hand-made settings of its own, which stand beside its title. */
  tools?(): HTMLElement[];
  close?(): void;
}
