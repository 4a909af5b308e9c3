/** What the page remembers in this browser. Where nothing can be stored, it remembers nothing. */

const PREFIX = 'meshstream.';

/** What was remembered under a name; null if there is nothing or it cannot be read. */
export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name));
  } catch {
    return null;
  }
}

/** Remembers a value, which JSON can say, under a name; null forgets it. */
export function remember(name, value) {
  try {
    if (value === null) {
      localStorage.removeItem(PREFIX + name);
    } else {
      localStorage.setItem(PREFIX + name, JSON.stringify(value));
    }
  } catch {
    // Storage may be switched off or full; the page works without.
  }
}
