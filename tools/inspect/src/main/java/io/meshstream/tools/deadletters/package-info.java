/** Dead letters: frames that could not be processed, looked at and sent again. */
package io.meshstream.tools.deadletters;
