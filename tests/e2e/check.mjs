// Tests one after another, and a closing line that counts them.

const outcomes = [];
let wanted = /(?:)/;

/** From here on only tests whose name matches are run. */
export function only(pattern) {
  wanted = new RegExp(pattern);
}

/** Runs one test; `work` throws if it fails. */
export async function test(name, work) {
  if (!wanted.test(name)) return;
  const start = performance.now();
  let failure = null;
  try {
    await work();
  } catch (error) {
    failure = error;
  }
  outcomes.push({ name, failure });
  console.log(`${failure ? "FAILED" : "ok    "} ${(performance.now() - start).toFixed(0).padStart(6)} ms  ${name}`);
  if (failure) console.log(String(failure.stack ?? failure).replace(/^/gm, "                  "));
}

/** Prints `N passed, N failed` and gives back the exit code. */
export function finish() {
  const failed = outcomes.filter(({ failure }) => failure).length;
  console.log(`${outcomes.length - failed} passed, ${failed} failed`);
  return failed === 0 && outcomes.length > 0 ? 0 : 1;
}
