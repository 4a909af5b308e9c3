/**
 * Reading videos, streams and devices with FFmpeg, by way of JavaCV and JavaCPP, which are an
 * optional part of the class path. All of them are untrusted.
 */
package io.meshstream.tools.video;
