/**
 * Message streams that the application context opens, delivers and closes.
 */
@NullMarked
package ai.bimpe.spring.boot.autoconfigure.streams;

import org.jspecify.annotations.NullMarked;
