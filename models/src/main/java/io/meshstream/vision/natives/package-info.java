/** Native libraries that come inside of jars, kept where each is extracted only once. */
package io.meshstream.vision.natives;
