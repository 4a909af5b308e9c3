package io.meshstream.vision.inference;

/**
 * An ONNX file that has been read and checked.
 *
 * @param name file name without folder
 * @param bytes the file's content
 * @param sha256 its hash, lower-case hex
 */
record ModelFile(String name, byte[] bytes, String sha256) {}
