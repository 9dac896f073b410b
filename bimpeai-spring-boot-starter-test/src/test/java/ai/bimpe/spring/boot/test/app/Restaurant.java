package ai.bimpe.spring.boot.test.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application to test.
 */
@SpringBootApplication
public class Restaurant {

}
