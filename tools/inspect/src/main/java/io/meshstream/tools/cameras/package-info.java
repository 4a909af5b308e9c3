/** The command {@code cameras}: how the frames of cameras are handled. */
package io.meshstream.tools.cameras;
