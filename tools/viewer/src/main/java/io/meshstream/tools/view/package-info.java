/** A web page that shows what the cameras see and what was found in it, live. */
package io.meshstream.tools.view;
