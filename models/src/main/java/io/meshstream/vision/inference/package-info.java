/**
 * Running models: stores with their hashes, shared sessions, and buffers that are used again and
 * again.
 */
package io.meshstream.vision.inference;
