@NullMarked
package ai.bimpe.spring.boot.test.app;

import org.jspecify.annotations.NullMarked;
