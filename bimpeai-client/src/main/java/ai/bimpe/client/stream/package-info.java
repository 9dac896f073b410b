/**
 * Live message streams: options, events and messages, for blocking and for reactive use.
 */
@NullMarked
package ai.bimpe.client.stream;

import org.jspecify.annotations.NullMarked;
