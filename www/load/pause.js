/** Lets the browser see to what else waits: messages of the workers, drawing. */
export const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
