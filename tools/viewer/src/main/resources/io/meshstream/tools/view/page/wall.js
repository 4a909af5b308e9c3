/** All cameras as tiles: their order, their size, those that are looked for, and those in sight. */

import { fitTiles } from './density.js';
import { press } from './layers.js';
import { recall, remember } from './settings.js';
import { isFound, write } from './text.js';
import { Tile } from './tile.js';

/** Tiles this near to what is seen of the page are kept up to date. */
const NEAR = '200px';
/** Fewer cameras than this are found by looking. */
const FILTERED_FROM = 9;
const SETTING = 'fit';

const collator = new Intl.Collator('en', { numeric: true });

export class Wall {
  #overview = document.getElementById('overview');
  #filter = document.getElementById('filter');
  #none = document.getElementById('none');
  #fit = document.getElementById('fit');
  #tiles = new Map();
  #seen = new IntersectionObserver((entries) => this.#see(entries), { rootMargin: NEAR });
  #resized = new ResizeObserver((entries) => this.#redraw(entries));
  #isFitted = recall(SETTING) !== false;
  #actions;

  /**
   * @param {{open: function(Camera), forget: function(Camera), watch: function(),
   *     draw: function(Tile)}} actions show a camera large, forget it, see anew which can be seen,
   *     and draw a tile
   */
  constructor(actions) {
    this.#actions = actions;
    this.#fit.addEventListener('click', () => this.switchFit());
    this.#filter.addEventListener('input', () => this.#arrange());
    this.#filter.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') {
        this.#filter.value = '';
        this.#filter.blur();
        this.#arrange();
      }
    });
    press(this.#fit, this.#isFitted);
    new ResizeObserver(() => this.#resize()).observe(document.querySelector('.bar'));
    addEventListener('resize', () => this.#resize());
    document.addEventListener('fullscreenchange', () => this.#resize());
  }

  /** The tiles, in their order. */
  get tiles() {
    return [...this.#tiles.values()];
  }

  /** The names of the cameras, in their order. */
  get names() {
    return [...this.#tiles.keys()];
  }

  tile(name) {
    return this.#tiles.get(name);
  }

  add(camera) {
    const tile = new Tile(camera, this.#actions.open, this.#actions.forget);
    this.#tiles.set(camera.name, tile);
    this.#tiles = new Map(
      [...this.#tiles].sort(
        ([one], [other]) => collator.compare(one, other) || (one < other ? -1 : 1),
      ),
    );
    const next = this.names[this.names.indexOf(camera.name) + 1];
    this.#overview.insertBefore(tile.cell, next === undefined ? null : this.tile(next).cell);
    this.#seen.observe(tile.element);
    this.#resized.observe(tile.element);
    this.#arrange();
    return tile;
  }

  remove(name) {
    const tile = this.tile(name);
    this.#seen.unobserve(tile.element);
    this.#resized.unobserve(tile.element);
    tile.cell.remove();
    this.#tiles.delete(name);
    this.#arrange();
  }

  show() {
    this.#overview.hidden = false;
    this.#arrange();
  }

  hide() {
    this.#overview.hidden = true;
    this.#none.hidden = true;
  }

  get isShown() {
    return !this.#overview.hidden;
  }

  /** Fits all cameras into the window, or lets them be scrolled through. */
  switchFit() {
    this.#isFitted = !this.#isFitted;
    remember(SETTING, this.#isFitted ? null : false);
    press(this.#fit, this.#isFitted);
    this.#resize();
  }

  /** Lets somebody type what to look for. */
  find() {
    if (!this.#filter.hidden) {
      this.#filter.focus();
      this.#filter.select();
    }
  }

  #arrange() {
    const typed = this.#filter.value;
    this.#filter.hidden = this.#tiles.size < FILTERED_FROM && typed === '';
    this.#tiles.forEach((tile) => {
      tile.cell.hidden = !isFound(tile.camera.title, typed);
    });
    this.#none.hidden = !this.isShown || this.#tiles.size === 0 || this.#count > 0;
    write(this.#none, `No camera has “${typed.trim()}” in its name.`);
    this.#resize();
  }

  get #count() {
    return this.tiles.filter(({ cell }) => !cell.hidden).length;
  }

  #resize() {
    if (!this.isShown || this.#count === 0) {
      return;
    }
    const { style, dataset } = this.#overview;
    if (!this.#isFitted) {
      dataset.density = 'scrolled';
      return;
    }
    const main = this.#overview.parentElement;
    const { paddingTop, paddingBottom } = getComputedStyle(main);
    const top = main.getBoundingClientRect().top + scrollY;
    const { density, columns, tileWidth } = fitTiles(
      this.#count,
      this.#overview.clientWidth,
      document.documentElement.clientHeight -
        top -
        parseFloat(paddingTop) -
        parseFloat(paddingBottom),
    );
    dataset.density = density;
    style.setProperty('--columns', columns);
    style.setProperty('--tile-width', `${tileWidth}px`);
  }

  #see(entries) {
    for (const { target, isIntersecting } of entries) {
      const found = this.tile(target.dataset.camera);
      if (found !== undefined) {
        found.isNear = isIntersecting;
      }
    }
    this.#actions.watch();
  }

  /** Draws tiles anew that are shown again or at another size; a stalled one gets no new frame. */
  #redraw(entries) {
    if (this.isShown) {
      entries.map(({ target }) => this.tile(target.dataset.camera)).forEach(this.#actions.draw);
    }
  }
}
