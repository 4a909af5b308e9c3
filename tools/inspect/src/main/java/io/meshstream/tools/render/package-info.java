/** Annotated videos and pictures, of files or of what lies on the topics. */
package io.meshstream.tools.render;
