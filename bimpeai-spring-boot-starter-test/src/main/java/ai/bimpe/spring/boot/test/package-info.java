/**
 * Tests of applications that use BimpeAI, without a network: a simulator takes the place
 * of the Console API.
 */
@NullMarked
package ai.bimpe.spring.boot.test;

import org.jspecify.annotations.NullMarked;
