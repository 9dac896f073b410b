/**
 * Ownership of managed streams among the instances of an application.
 */
@NullMarked
package ai.bimpe.spring.stream.cluster;

import org.jspecify.annotations.NullMarked;
