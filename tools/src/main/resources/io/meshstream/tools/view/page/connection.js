/** The WebSocket to the server, opened anew when it is lost. */

const PATH = '/live';
const FIRST_DELAY = 500;
const LONGEST_DELAY = 8000;

export class Connection {
  #listener;
  #socket = null;
  #delay = FIRST_DELAY;

  /**
   * @param {{frame: function(ArrayBuffer), status: function(object), state: function(boolean)}}
   *     listener is told of frames, of how the cameras are doing, and whether there is a connection
   */
  constructor(listener) {
    this.#listener = listener;
  }

  open() {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(`${scheme}//${location.host}${PATH}`);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => {
      this.#delay = FIRST_DELAY;
      this.#listener.state(true);
    });
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') {
        this.#listener.status(JSON.parse(data));
      } else {
        this.#listener.frame(data);
      }
    });
    socket.addEventListener('close', () => {
      this.#listener.state(false);
      setTimeout(() => this.open(), this.#delay);
      this.#delay = Math.min(2 * this.#delay, LONGEST_DELAY);
    });
    this.#socket = socket;
  }

  /** Tells the server that there is time for another frame of this camera. */
  acknowledge(camera) {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(camera);
    }
  }
}
