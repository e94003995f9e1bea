/** Questions to Python over loopback. A newer question of a kind gives up the one before it. */
import { type About, type Ask, type Given, type Proposal, type Start, Wrong } from "./asks.ts";

/** The kind of an answer that says what is wrong. */
const WRONG = "application/problem+json";

let waiting: AbortController | null = null;

export async function scene(ask: Ask): Promise<{ about: About; bytes: ArrayBuffer }> {
  waiting?.abort();
  waiting = new AbortController();
  const answer = await post("/api/scene", JSON.stringify(ask), waiting.signal);
  const whole = await answer.arrayBuffer();
  const length = new DataView(whole).getUint32(0, true);
  const about = JSON.parse(new TextDecoder().decode(new Uint8Array(whole, 4, length))) as About;
  return { about, bytes: whole.slice(4 + length) };
}

export async function upload(file: File): Promise<Given> {
  const answer = await post(`/api/table?name=${encodeURIComponent(file.name)}`, file);
  return answer.json();
}

export async function propose(table: string, target: string): Promise<Proposal> {
  return (await post("/api/proposal", JSON.stringify({ table, target }))).json();
}

/** What is known of a table that was given before. */
export async function described(table: string): Promise<Given> {
  return (await post("/api/described", JSON.stringify({ table }))).json();
}

export async function start(): Promise<Start> {
  return (await fetch("/api/start")).json();
}

export async function version(): Promise<string> {
  return (await (await fetch("/api/version")).json()).version;
}

async function post(path: string, body: BodyInit, signal?: AbortSignal): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method: "POST",
      body,
      headers: { "X-Thalweg": "1", "Content-Type": "application/octet-stream" },
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if ((error as Error).name === "AbortError") throw error;
    throw new Wrong("thalweg does not answer any more: start `thalweg explore` again");
  }
  // What is wrong with a question is an answer too: a failed request would be told in the browser's console.
  if (answer.ok && answer.headers.get("Content-Type") !== WRONG) return answer;
  const told = await answer.json().catch(() => ({ message: `it failed (${answer.status})` }));
  throw new Wrong(told.message, told.text, told.position);
}
