/**
 * The starter and what it brings, nothing else.
 */
@NullMarked
package ai.bimpe.spring.boot.starter;

import org.jspecify.annotations.NullMarked;
