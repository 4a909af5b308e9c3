/** What is drawn of a frame, and the buttons that switch it. */

const LAYERS = [
  { id: 'picture', label: 'Picture', on: true },
  { id: 'tesselation', label: 'Tesselation', on: true },
  { id: 'contours', label: 'Contours', on: true },
  { id: 'points', label: 'Points', on: false },
  { id: 'region', label: 'Region', on: true },
  { id: 'detection', label: 'Detections', on: false },
];

export class Layers extends EventTarget {
  #on = new Set(LAYERS.filter((layer) => layer.on).map((layer) => layer.id));

  has(id) {
    return this.#on.has(id);
  }

  /** Fills an element with a button for each layer. */
  addButtons(parent) {
    for (const { id, label } of LAYERS) {
      parent.append(toggleButton(id, label, this.has(id), (pressed) => this.#set(id, pressed)));
    }
  }

  #set(id, on) {
    if (on) {
      this.#on.add(id);
    } else {
      this.#on.delete(id);
    }
    this.dispatchEvent(new Event('change'));
  }
}

/** Makes a button that is pressed or not. */
export function toggleButton(id, label, pressed, onToggle) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'toggle';
  button.dataset.toggle = id;
  button.textContent = label;
  button.setAttribute('aria-pressed', String(pressed));
  button.addEventListener('click', () => {
    const now = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(now));
    onToggle(now);
  });
  return button;
}
