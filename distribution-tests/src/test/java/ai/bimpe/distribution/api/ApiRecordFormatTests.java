package ai.bimpe.distribution.api;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

import ai.bimpe.distribution.api.fixture.Shape;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests how types and members are written down.
 */
class ApiRecordFormatTests {

	@Test
	void everyKindOfTypeHasItsLines() throws IOException, URISyntaxException {
		URL type = Objects.requireNonNull(Shape.class.getResource("Shape.class"));
		Path classes = Objects.requireNonNull(Path.of(type.toURI()).getParent());
		assertThat(ApiRecord.of(classes).replace("ai.bimpe.distribution.api.fixture.", "")).isEqualTo(
				"""
						abstract class HiddenShelf<T>
						\tprotected abstract T first()

						public sealed interface Shape permits Shape.Box, Shape.Free
						\tString NAME = "shape"
						\tdouble area()
						\tdefault Object asObject()
						\tstatic Shape of()

						public record Shape.Box<A>(@Nullable A content, java.util.List<@Nullable A> more, int... sizes) implements Shape
						\tpublic Box(A)
						\tpublic double area()
						\tpublic int count()

						public enum Shape.Colour
						\tBLUE
						\tRED
						\tpublic int depth()

						@FunctionalInterface public interface Shape.Drawer
						\tvoid draw(Shape)

						public static class Shape.Free implements Shape
						\tpublic Free()
						\tpublic final double area()

						@java.lang.annotation.Retention(RUNTIME) @java.lang.annotation.Target({TYPE, METHOD}) public @interface Shape.Mark
						\tShape.Mark.Inner inner() default @Shape.Mark.Inner(2)
						\tClass<?>[] types() default {java.lang.String.class}
						\tjava.util.concurrent.TimeUnit unit() default DAYS
						\tString value() default "none"

						public @interface Shape.Mark.Inner
						\tint value()

						public abstract class Shelf<T extends Comparable<T>, N extends @Nullable Object> extends HiddenShelf<T> implements Comparable<Shelf<T, N>>, java.io.Closeable
						\tprotected @Nullable String @Nullable [] notes
						\tpublic static final String LABEL = "the \\"first\\"\\u000a"
						\tpublic static final boolean WIDE = true
						\tpublic static final char LETTER = 'x'
						\tpublic static final java.util.List<String> NAMES
						\tpublic static final long SIZE = 3
						\tprotected Shelf(java.util.Map<String, ? super @Nullable T>, java.util.List<?>[])
						\tpublic int compareTo(Shelf<T, N>)
						\tpublic <E extends java.io.IOException & Runnable> @Nullable java.util.Map.Entry<? extends @Nullable T, int[][]> find(N, @Nullable String...) throws E, IllegalStateException
						\t@Deprecated protected abstract Shelf.Part part()

						protected static final class Shelf.Part
						""");
	}

	@Test
	void changesStandBelowTheNamesOfTheirTypes() {
		String before = "public class a.B\n\tpublic void c()\n\tpublic void d()\n\npublic class a.Gone\n";
		String after = "public class a.B\n\tpublic int c()\n\tpublic void d()\n\npublic record a.New()\n";
		assertThat(ApiChanges.between(before, after)).isEqualTo("""
				a.B
				  - public void c()
				  + public int c()
				a.Gone
				  - public class a.Gone
				a.New
				  + public record a.New()
				""");
	}

	@Test
	void orderOfTypesIsNoChange() {
		assertThat(ApiChanges.between("class A\n\nclass B\n", "class B\n\nclass A\n")).isEmpty();
	}

}
