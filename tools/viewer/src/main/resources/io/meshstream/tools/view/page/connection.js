/** The WebSocket to the server, opened anew when it is lost. */

const PATH = '/live';
const FIRST_DELAY = 500;
const LONGEST_DELAY = 8000;

export class Connection {
  #listener;
  #socket = null;
  #delay = FIRST_DELAY;

  /**
   * @param {{frame: function(ArrayBuffer), status: function(object), events: function(object),
   *     state: function(boolean, ?string)}} listener is told of frames, of how the cameras are
   *     doing, of what has happened to one, and whether there is a connection, or why there is none,
   *     if the server says so
   */
  constructor(listener) {
    this.#listener = listener;
  }

  open() {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(`${scheme}//${location.host}${PATH}`);
    socket.binaryType = 'arraybuffer';
    let isServed = false;
    socket.addEventListener('message', ({ data }) => {
      // A server that has no room accepts a connection, too, only to close it.
      if (!isServed) {
        isServed = true;
        this.#delay = FIRST_DELAY;
        this.#listener.state(true);
      }
      if (typeof data === 'string') {
        this.#hear(JSON.parse(data));
      } else {
        this.#listener.frame(data);
      }
    });
    socket.addEventListener('close', ({ reason }) => {
      this.#listener.state(false, reason);
      setTimeout(() => this.open(), this.#delay);
      this.#delay = Math.min(2 * this.#delay, LONGEST_DELAY);
    });
    this.#socket = socket;
  }

  #hear(told) {
    if (told.events === undefined) {
      this.#listener.status(told);
    } else {
      this.#listener.events(told);
    }
  }

  /** Tells the server that there is time for another frame of this camera. */
  acknowledge(camera) {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(camera);
    }
  }
}
