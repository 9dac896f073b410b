/**
 * Managed message streams for Spring applications: streams, their state, and the events
 * that application listeners receive. Works without Spring Boot.
 */
@NullMarked
package ai.bimpe.spring.stream;

import org.jspecify.annotations.NullMarked;
