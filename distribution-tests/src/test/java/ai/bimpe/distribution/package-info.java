/**
 * What is published: POMs, jars and the BOM, as they leave the build.
 */
@NullMarked
package ai.bimpe.distribution;

import org.jspecify.annotations.NullMarked;
