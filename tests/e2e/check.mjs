// Tests one after another, and a closing line that counts them.

const outcomes = [];
let wanted = /(?:)/;
let tries = 1;

/** From here on only tests whose name matches are run. */
export function only(pattern) {
  wanted = new RegExp(pattern);
}

/** How often a test is tried that fails; each failure is told of. */
export function tryAgain(times) {
  tries = times;
}

/** Runs one test; `work` throws if it fails. */
export async function test(name, work) {
  if (!wanted.test(name)) return;
  let failure = null;
  for (let left = tries; left > 0; left -= 1) {
    const start = performance.now();
    failure = await Promise.resolve().then(work).then(() => null, (error) => error);
    const outcome = !failure ? "ok    " : left > 1 ? "AGAIN " : "FAILED";
    console.log(`${outcome} ${(performance.now() - start).toFixed(0).padStart(6)} ms  ${name}`);
    if (!failure) break;
    console.log(String(failure.stack ?? failure).replace(/^/gm, "                  "));
  }
  outcomes.push({ name, failure });
}

/** Prints `N passed, N failed` and gives back the exit code. */
export function finish() {
  const failed = outcomes.filter(({ failure }) => failure).length;
  console.log(`${outcomes.length - failed} passed, ${failed} failed`);
  return failed === 0 && outcomes.length > 0 ? 0 : 1;
}
