import { consultant } from "./demo-people.ts";
import type { DemoTenant } from "./demo-tenant.ts";

/** First and last names that go together. */
const pools = [
  {
    first:
      "Ada Amelia Beatrice Charlotte Clara Edith Eleanor Grace Harriet Imogen Alfie Arthur Callum Edward Freddie George Hamish Henry Jack Oliver",
    last: "Ashworth Barker Bennett Carmichael Chambers Dawson Ellison Fletcher Hargreaves Holloway Kendrick Lockwood Marsden Pemberton Radcliffe Sinclair Thornton Whitaker",
  },
  {
    first:
      "Alexis Brandon Caleb Dana Elijah Gabrielle Isaiah Jasmine Jordan Kayla Logan Marcus Naomi Owen Paige Riley Simone Tessa Tyler Vanessa",
    last: "Anderson Brooks Coleman Delgado Foster Griffin Hayes Jefferson Lawson Mitchell Monroe Parker Ramirez Reyes Sanders Tucker Vaughn Washington",
  },
  {
    first:
      "Anke Benedikt Carsten Dagmar Emil Franziska Greta Hannes Ilse Jonas Katharina Lukas Miriam Nils Ruth Stefan Theresa Ulrich",
    last: "Albrecht Bergmann Dietrich Eichhorn Falkenberg Götz Hartmann Jäger Krüger Lehmann Möller Neumann Pfeiffer Reinhardt Schäfer Vogel Weiß Zimmermann",
  },
  {
    first:
      "Adrien Amélie Bastien Camille Chloé Damien Élodie Étienne Florian Hélène Julien Léa Margaux Mathieu Noémie Sylvie Théo Yves",
    last: "Aubert Beaumont Chevalier Delacroix Dufour Fontaine Garnier Girard Lambert Leclerc Mercier Moreau Perrin Renaud Rousseau Vasseur",
  },
  {
    first:
      "Alejandra Beatriz Carlos Diego Elena Fernando Gabriela Hugo Inés Javier Lucía Mateo Nuria Pablo Rosa Sofía Tomás Valentina",
    last: "Aguilar Benítez Castillo Domínguez Echeverría Fuentes Gallardo Herrera Ibáñez Lozano Medina Navarro Ortega Paredes Quintana Salazar Valverde",
  },
  {
    first:
      "Aarav Aditi Anika Arjun Deepa Divya Ishaan Kavya Kiran Lakshmi Meera Nikhil Pooja Rahul Rohan Sanjay Tara Vikram",
    last: "Agarwal Banerjee Chandra Desai Ghosh Iyer Joshi Kapoor Mehta Menon Nair Patel Rao Reddy Sharma Srinivasan Subramanian Verma",
  },
  {
    first:
      "Agnieszka Anna Bartosz Ewa Filip Grzegorz Jakub Justyna Karolina Kinga Łukasz Magdalena Marek Paweł Piotr Tomasz Wojciech Zofia",
    last: "Adamczyk Bielak Czajka Dudek Gajda Kania Kowalczyk Król Lis Mazur Nowak Pawlak Sikora Stępień Szczepaniak Wójcik Zając",
  },
  {
    first:
      "Astrid Bjørn Eirik Elin Frida Freja Henrik Ingrid Jens Karin Lars Linnea Magnus Mikkel Rasmus Sigrid Sven Tuva",
    last: "Berglund Christensen Dahl Engström Forsberg Halvorsen Holm Iversen Jørgensen Karlsson Lindqvist Mortensen Nyström Olsen Rasmussen Sandberg Strand",
  },
  {
    first: "Akira Chiyo Daichi Haruka Hiroshi Jing Kenji Lian Mei Min-jun Naoki Ren Sakura Seo-yeon Wei Xin Yuki Zhen",
    last: "Chen Fujimoto Hayashi Huang Ishikawa Kim Kobayashi Lee Lin Matsuda Nakamura Park Sato Tanaka Wang Watanabe Yamamoto Zhang",
  },
  {
    first:
      "Abebe Adaeze Amara Chidi Fatima Ibrahim Ifeoma Kofi Kwame Layla Nadia Noor Omar Samir Thandiwe Yasmin Yusuf Zainab",
    last: "Abdi Adeyemi Bello Diallo El-Amin Eze Haddad Khalil Mahlangu Mansour Mensah Nwosu Okafor Okonkwo Osei Rahman Saleh Tesfaye",
  },
].map(({ first, last }) => ({ first: first.split(" "), last: last.split(" ") }));

export interface DemoName {
  readonly firstName: string;
  readonly lastName: string;
}

/** Draws people's names, each pair once, and none of those who are there by name. */
export function nameDrawer(demo: DemoTenant): () => DemoName {
  const drawn = new Set([consultant, ...demo.rows.users].map((one) => latin(`${one.firstName}.${one.lastName}`)));
  return function draw(): DemoName {
    const pool = demo.faker.helpers.arrayElement(pools);
    const firstName = demo.faker.helpers.arrayElement(pool.first);
    const lastName = demo.faker.helpers.arrayElement(pool.last);
    const pair = latin(`${firstName}.${lastName}`);
    if (drawn.has(pair)) return draw();
    drawn.add(pair);
    return { firstName, lastName };
  };
}

const unaccentable: Readonly<Record<string, string>> = { ł: "l", ø: "o", ß: "ss" };

/** As names are spelled in addresses and host names: lower case, without accents. */
export function latin(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[łøß]/g, (letter) => unaccentable[letter] ?? letter)
    .replace(/[^a-z0-9.-]/g, "");
}
