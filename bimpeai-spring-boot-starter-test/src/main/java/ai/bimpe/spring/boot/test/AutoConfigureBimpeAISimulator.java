package ai.bimpe.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.BimpeAIConnectionDetails;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Puts a simulator in place of the Console API, whatever keys, addresses or proxies the
 * application is configured with.
 *
 * <pre class="code">
 * &#064;SpringBootTest
 * &#064;AutoConfigureBimpeAISimulator
 * class BookingTests {
 *
 *     &#064;Test
 *     void confirms(Simulator simulator) { ... }
 *
 * }
 * </pre>
 *
 * <p>
 * Each application context has one {@link Simulator} on a free port of the loopback
 * address, closed with the context. It is a bean, and so is {@link SimulatorTime}. The
 * client is connected through {@link BimpeAIConnectionDetails}. The clients of named
 * accounts are connected as well: all accounts are one team in the simulator, and share
 * its agents and conversations. Those that {@code bimpeai.streams.*} and
 * {@code bimpeai.accounts.<name>.streams.*} name are there from the start. An application
 * for named accounts only has no default client in its tests either. The simulated AI
 * does not answer by itself, and there are no rate limits, unless a test changes the
 * {@linkplain Simulator#settings() settings}. An application can define a
 * {@code Simulator} bean of its own instead.
 *
 * <p>
 * Methods of test classes and their life cycle can declare parameters of the types
 * {@code Simulator}, {@code SimulatedAgent} and {@code SimulatedConversation}. Agents and
 * conversations are made for the method alone.
 *
 * <p>
 * After each test the simulator goes back to where it was when the application was ready:
 * what was stored later, faults, recorded requests and changed settings are gone. Streams
 * that the test subscribed to are stopped; others that failed or are paused are opened
 * again. While other tests of the same context run, nothing is undone: tests that run in
 * parallel must use agents or conversations of their own, script faults on those rather
 * than on the simulator, and look at what was sent there. Nothing is undone either in a
 * context that no {@code SpringApplication} has started, such as one of
 * {@code @SpringJUnitConfig}.
 *
 * @since 0.1.0
 * @see BimpeAITest
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(SimulatorParameterResolver.class)
@ImportAutoConfiguration
public @interface AutoConfigureBimpeAISimulator {

}
