/**
 * Tests of the documentation: its code compiles, its properties can be bound, its
 * commands run, its links lead somewhere.
 */
@NullMarked
package ai.bimpe.documentation;

import org.jspecify.annotations.NullMarked;
