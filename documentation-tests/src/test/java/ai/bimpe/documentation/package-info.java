/**
 * Checks of the documentation: its code compiles, its properties exist, its links lead
 * somewhere.
 */
@NullMarked
package ai.bimpe.documentation;

import org.jspecify.annotations.NullMarked;
