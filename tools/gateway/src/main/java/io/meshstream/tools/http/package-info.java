/**
 * Reading the pictures of cameras over HTTP as cameras send them, which is seldom as the standards
 * say. All of them are untrusted. Needs no FFmpeg.
 */
package io.meshstream.tools.http;
