/** The command {@code gateway}: pictures, videos, streams and webcams in, frames topic out. */
package io.meshstream.tools.gateway;
