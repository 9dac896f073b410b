/**
 * Reads from class files what a module promises to its users.
 */
@NullMarked
package ai.bimpe.distribution.api;

import org.jspecify.annotations.NullMarked;
