/**
 * The containers of managed streams, from creation to shutdown.
 */
@NullMarked
package ai.bimpe.spring.stream.listener;

import org.jspecify.annotations.NullMarked;
