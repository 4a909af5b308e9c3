/**
 * The frames topic as its readers see it: from a record to a frame whose picture can be decoded, or
 * to the reason why not. Looks into no picture.
 */
package io.meshstream.schemas.frames;
