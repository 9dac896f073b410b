/**
 * Checkpoints of managed streams, and the stores that keep them.
 */
@NullMarked
package ai.bimpe.spring.stream.checkpoint;

import org.jspecify.annotations.NullMarked;
