/** Keeps the page's address and the browser's history, so that Back, links and a reload work. */

import { readAddress, writeAddress } from './address.js';

export class Navigation {
  /** The camera that is shown large; null while all are shown. */
  camera;
  /** What is drawn, see look.js; null if the address does not say. */
  look;

  /**
   * @param {function(boolean)} arrived is called when the browser has gone to another address; it
   *     is told whether that is one from outside, such as a link, whose look is to be taken over
   */
  constructor(arrived) {
    ({ camera: this.camera, look: this.look } = readAddress(location.hash));
    history.replaceState(history.state ?? { isBehindOverview: false }, '');
    addEventListener('popstate', ({ state }) => {
      const { camera, look } = readAddress(location.hash);
      const isFromOutside = state === null;
      this.camera = camera;
      // What is drawn is not a place to go back to: only how to get there from a link.
      this.look = (isFromOutside ? look : null) ?? this.look;
      history.replaceState(state ?? { isBehindOverview: false }, '', this.#address());
      arrived(isFromOutside);
    });
  }

  /** Goes to a camera. Back leads to the overview, however many cameras were gone through. */
  open(camera) {
    const isStep = this.camera !== null;
    this.camera = camera;
    if (isStep) {
      history.replaceState(history.state, '', this.#address());
    } else {
      history.pushState({ isBehindOverview: true }, '', this.#address());
    }
  }

  /**
   * Goes to the overview; by the way back, if that is where it leads, and then only a moment later.
   *
   * @returns {boolean} whether the page is there already
   */
  close() {
    if (history.state.isBehindOverview) {
      history.back();
      return false;
    }
    this.camera = null;
    history.pushState({ isBehindOverview: false }, '', this.#address());
    return true;
  }

  /** Notes what is drawn. */
  draw(look) {
    this.look = look;
    history.replaceState(history.state, '', this.#address());
  }

  #address() {
    const hash = this.look === null ? '' : writeAddress(this.camera, this.look);
    return `${location.pathname}${location.search}${hash}`;
  }
}
