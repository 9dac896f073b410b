/**
 * One owner for each managed stream among the instances of an application.
 */
@NullMarked
package ai.bimpe.spring.boot.autoconfigure.cluster;

import org.jspecify.annotations.NullMarked;
