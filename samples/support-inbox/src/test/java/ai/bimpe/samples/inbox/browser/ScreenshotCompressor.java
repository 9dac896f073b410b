package ai.bimpe.samples.inbox.browser;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

/**
 * Makes a screenshot small enough for the documentation: with its 256 most frequent
 * colours it looks the same, at half the size.
 */
final class ScreenshotCompressor {

	private static final int COLOURS = 256;

	private static final int RGB = 0xffffff;

	private ScreenshotCompressor() {
	}

	static byte[] small(byte[] png) throws IOException {
		BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
		int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
		int[] palette = palette(pixels);
		BufferedImage small = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED,
				new IndexColorModel(8, palette.length, palette, 0, false, -1, 0));
		Map<Integer, Integer> nearest = new HashMap<>();
		int[] indexes = IntStream.of(pixels)
			.map((pixel) -> nearest.computeIfAbsent(pixel & RGB, (colour) -> nearest(palette, colour)))
			.toArray();
		small.getRaster().setSamples(0, 0, image.getWidth(), image.getHeight(), 0, indexes);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		ImageIO.write(small, "png", bytes);
		return bytes.toByteArray();
	}

	private static int[] palette(int[] pixels) {
		Map<Integer, Integer> counts = new HashMap<>();
		IntStream.of(pixels).forEach((pixel) -> counts.merge(pixel & RGB, 1, Integer::sum));
		List<Integer> frequent = counts.entrySet()
			.stream()
			.sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
			.map(Map.Entry::getKey)
			.limit(COLOURS)
			.toList();
		return frequent.stream().mapToInt(Integer::intValue).toArray();
	}

	private static int nearest(int[] palette, int colour) {
		return IntStream.range(0, palette.length)
			.boxed()
			.min(Comparator.comparingInt((index) -> distance(palette[index], colour)))
			.orElseThrow();
	}

	private static int distance(int one, int other) {
		int distance = 0;
		for (int shift = 0; shift <= 16; shift += 8) {
			int difference = ((one >> shift) & 0xff) - ((other >> shift) & 0xff);
			distance += difference * difference;
		}
		return distance;
	}

}
