/** FFmpeg, by way of JavaCV and JavaCPP: an optional part of the class path. */
package io.meshstream.tools.ffmpeg;
