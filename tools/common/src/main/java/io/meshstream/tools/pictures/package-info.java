/** Files of pictures: which are read, and what their copies are called. */
package io.meshstream.tools.pictures;
