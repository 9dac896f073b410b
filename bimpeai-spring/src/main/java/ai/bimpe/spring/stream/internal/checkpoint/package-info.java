/**
 * Internal, not API: the checkpoints of one stream in the hands of one owner.
 */
@NullMarked
package ai.bimpe.spring.stream.internal.checkpoint;

import org.jspecify.annotations.NullMarked;
