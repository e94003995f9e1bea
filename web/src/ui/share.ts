/** Keeps what the page shows and what its host holds the same. */
import { choiceOf, sameChoice } from "../core/choice.ts";
import type { Model } from "../core/model.ts";
import type { Host, Shared } from "../host.ts";

/** Begins it, with what the host holds already; returns what ends it. */
export function share(host: Host, model: Model): (() => void)[] {
  const { runs } = model.scene;
  if (!runs) return [];
  // Of what is being taken over, nothing is told back.
  let taking = false;
  const take = (act: () => void) => {
    taking = true;
    try {
      act();
    } finally {
      taking = false;
    }
  };
  const put = <K extends "step" | "playing" | "chosen">(name: K, value: Shared[K]) => {
    if (!taking && host.get(name) !== value) host.set(name, value);
  };
  const choose = () => {
    if (taking) return;
    const choice = choiceOf(model);
    if (!sameChoice(host.get("choice"), choice)) host.set("choice", choice);
  };
  const adopt = (choice: Shared["choice"] | undefined) => {
    if (choice && !sameChoice(choice, choiceOf(model))) take(() => model.adopt(choice));
  };
  const step = (value: number | undefined) => {
    if (value !== undefined && value !== model.step) take(() => model.go(value));
  };
  const chosen = (value: number | undefined) => {
    if (value !== undefined) take(() => model.choose(value));
  };
  const play = (value: boolean | undefined) => {
    if (value !== undefined && value !== model.playing) take(() => model.play(value));
  };
  adopt(host.get("choice"));
  chosen(host.get("chosen"));
  step(host.get("step"));
  play(host.get("playing"));
  return [
    host.on("choice", adopt),
    host.on("chosen", chosen),
    host.on("step", step),
    host.on("playing", play),
    model.on("step", () => put("step", model.step)),
    model.on("playing", () => put("playing", model.playing)),
    model.on("settled", choose),
    model.on("shown", choose),
    model.on("chosen", () => put("chosen", model.chosen)),
  ];
}
