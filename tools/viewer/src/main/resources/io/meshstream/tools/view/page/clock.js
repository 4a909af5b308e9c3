/** Tells the server's time in the browser, whose own clock may be wrong. */

const SAMPLES = 120;

export class ServerClock {
  #offsets = [];

  /** Notes what time it was at the server when it sent a message that has just arrived. */
  observe(serverMicros) {
    this.#offsets.push(Date.now() - serverMicros / 1000);
    if (this.#offsets.length > SAMPLES) {
      this.#offsets.shift();
    }
  }

  /** Milliseconds since 1970 by the server's clock, too early by the quickest way here. */
  now() {
    return this.#offsets.length === 0 ? Date.now() : Date.now() - Math.min(...this.#offsets);
  }
}
