/**
 * From the bytes of a stream to messages, in process.
 */
@NullMarked
package ai.bimpe.benchmarks.decoder;

import org.jspecify.annotations.NullMarked;
