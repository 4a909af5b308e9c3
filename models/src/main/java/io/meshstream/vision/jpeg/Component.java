package io.meshstream.vision.jpeg;

/**
 * One component of a picture: how it is sampled and which tables its blocks are coded with.
 *
 * @param across blocks beside each other in a minimum coded unit (MCU)
 * @param down blocks above each other in a minimum coded unit (MCU)
 * @param quantisation what each coefficient, in zigzag order, is multiplied by
 */
record Component(int across, int down, HuffmanCode dc, HuffmanCode ac, int[] quantisation) {}
