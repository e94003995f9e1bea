// `thalweg explore` for the browser's tests and benchmarks.
import { spawn } from "node:child_process";

export const PYTHON = globalThis.process.env.PYTHON ?? "python3";

/** Starts it, with what is to be explored; resolves once it answers. */
export async function explore(...args) {
  const process = spawn(PYTHON, ["-m", "thalweg", "explore", "--no-open", ...args], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise((done) => process.once("exit", (code) => done(code)));
  let said = "";
  const address = await new Promise((found, failed) => {
    process.stderr.on("data", (chunk) => {
      said += chunk;
      const place = /open (\S+)[\s\S]*stops it/.exec(said);
      if (place) found(place[1]);
    });
    process.once("exit", () => failed(new Error(`thalweg explore ended:\n${said}`)));
  });
  return {
    /** With the fragment that it would open. */
    address,
    base: new URL(address).origin,
    process,
    /** Ctrl-C; resolves with its exit status. */
    stop() {
      process.kill("SIGINT");
      return ended;
    },
  };
}
